from cchc.backup.services.restoring import Restored, restore_backup
from cchc.backup.services.saving import Saved, save_backup

__all__ = ["Restored", "Saved", "restore_backup", "save_backup"]
