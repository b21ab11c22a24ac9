"""Before the window: signing in, a forgotten password, a new practice."""

from proactive_care.ui.entrance.sign_in import SignInWindow

__all__ = ["SignInWindow"]
