"""People, roles, permissions and sign-in."""

from proactive_care.accounts.at_the_door import BackupFile, backups_in, restore_and_sign_in
from proactive_care.accounts.backups import (
    BackupCopy,
    back_up,
    back_up_before,
    back_up_elsewhere,
    newest_backup,
    newest_copy,
    restore,
    verify,
)
from proactive_care.accounts.changing_users import (
    change_role,
    give_password,
    renew_recovery_key,
    stop_user,
)
from proactive_care.accounts.permissions import Permission, permissions_of, roles_with
from proactive_care.accounts.session import Act, Session, device_name
from proactive_care.accounts.setup import (
    PracticeDetails,
    create_practice,
    practice_details,
    save_details,
)
from proactive_care.accounts.sign_in import (
    change_password,
    record_sign_out,
    reset_password,
    seconds_to_wait,
    sign_in,
)
from proactive_care.accounts.users import (
    User,
    add_user,
    check_password,
    full_names,
    list_users,
)

__all__ = [
    "Act",
    "BackupCopy",
    "BackupFile",
    "Permission",
    "PracticeDetails",
    "Session",
    "User",
    "add_user",
    "back_up",
    "back_up_before",
    "back_up_elsewhere",
    "backups_in",
    "change_password",
    "change_role",
    "check_password",
    "create_practice",
    "device_name",
    "full_names",
    "give_password",
    "list_users",
    "newest_backup",
    "newest_copy",
    "permissions_of",
    "practice_details",
    "record_sign_out",
    "renew_recovery_key",
    "reset_password",
    "restore",
    "restore_and_sign_in",
    "roles_with",
    "save_details",
    "seconds_to_wait",
    "sign_in",
    "stop_user",
    "verify",
]
