; Inno Setup 6.3 or newer: makes ProactiveCareDesktop-VERSION-setup.exe from the folder that PyInstaller built.
;   python -m PyInstaller --noconfirm installers\proactive_care.spec
;   iscc /DAppVersion=0.1.0 installers\windows\proactive_care.iss
; It installs for one user without administrator rights and writes nothing outside its own folder and
; the start menu. Installed for all users, which needs an administrator, it also makes one folder for
; a practice that all of them share. It never touches a practice's data, on removal neither.

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
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\app.ico
VersionInfoVersion={#AppVersion}
OutputDir=..\..\dist
OutputBaseFilename=ProactiveCareDesktop-{#AppVersion}-setup
UninstallDisplayIcon={app}\proactive-care-desktop.exe
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=no

[Tasks]
Name: desktopicon; Description: "Put an icon on the desktop"; Flags: unchecked

[Dirs]
; Where a practice is kept that everybody on this PC uses. Its file is encrypted: whoever signs in to
; Windows still needs a user name and password of the practice.
Name: "{commonappdata}\Proactive Care Desktop"; Permissions: users-modify; Flags: uninsneveruninstall; Check: IsAdminInstallMode

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
