"""What people may be to a document. Each role may do what the ones before it may."""

from django.db.models import IntegerChoices


class Role(IntegerChoices):
    VIEWER = 1, "Viewer"
    COMMENTER = 2, "Commenter"
    EDITOR = 3, "Editor"
    OWNER = 4, "Owner"

    @property
    def writes(self) -> bool:
        """And so is shown the source, and who else is here."""
        return self >= Role.EDITOR

    @property
    def comments(self) -> bool:
        """And so is shown what others comment."""
        return self >= Role.COMMENTER

    @property
    def page(self) -> "Role":
        """Whose page they have: an owner's is an editor's."""
        return min(self, Role.EDITOR)


GIVEN = [(role.value, role.label) for role in Role if role is not Role.OWNER]  # who shares can give these
