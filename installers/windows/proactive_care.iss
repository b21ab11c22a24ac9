; Inno Setup 6: makes ProactiveCareDesktop-VERSION-setup.exe from the folder that PyInstaller built.
;   python -m PyInstaller --noconfirm installers\proactive_care.spec
;   iscc /DAppVersion=0.1.0 installers\windows\proactive_care.iss
; It installs for one user without administrator rights, writes nothing outside its own folder and
; the start menu, and never touches a practice's data, on removal neither.

#ifndef AppVersion
  #error Name the version: iscc /DAppVersion=0.1.0 installers\windows\proactive_care.iss
#endif

[Setup]
AppId={{6C0E3A0B-5D0C-4C0B-9A57-3E1C5B6F7A21}
AppName=Proactive Care Desktop
AppVersion={#AppVersion}
AppPublisher=The Proactive Care Desktop authors
DefaultDirName={autopf}\Proactive Care Desktop
DefaultGroupName=Proactive Care Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=ProactiveCareDesktop-{#AppVersion}-setup
UninstallDisplayIcon={app}\proactive-care-desktop.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Tasks]
Name: desktopicon; Description: "Put an icon on the desktop"; Flags: unchecked

[InstallDelete]
; An update replaces the program whole, so that no file of an older version is left behind.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\proactive-care-desktop\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Proactive Care Desktop"; Filename: "{app}\proactive-care-desktop.exe"
Name: "{autodesktop}\Proactive Care Desktop"; Filename: "{app}\proactive-care-desktop.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\proactive-care-desktop.exe"; Description: "Start Proactive Care Desktop"; Flags: nowait postinstall skipifsilent
