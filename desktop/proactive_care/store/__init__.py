"""The only door to SQLite: key, schema, migrations, transactions, audit, backup."""

from proactive_care.store.audit import AuditCheck, AuditEntry, verify_audit
from proactive_care.store.backup import BackupCheck, create_backup, restore_backup, verify_backup
from proactive_care.store.connection import DATABASE_NAME, known_errors
from proactive_care.store.keys import KEYS_NAME
from proactive_care.store.places import Place, place_of
from proactive_care.store.practice import Practice, PracticeCheck

__all__ = [
    "DATABASE_NAME",
    "KEYS_NAME",
    "AuditCheck",
    "AuditEntry",
    "BackupCheck",
    "Place",
    "Practice",
    "PracticeCheck",
    "create_backup",
    "known_errors",
    "place_of",
    "restore_backup",
    "verify_audit",
    "verify_backup",
]
