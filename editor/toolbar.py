"""The buttons above the writing: each stands for a command, and for the keys that do the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    command: str  # of COMMANDS, or undo or redo
    argument: str = ""
    keys: str = ""  # chords as in aria-keyshortcuts, of which one is enough
    kinds: str = ""  # of blocks, where the keys mean it; everywhere, if empty
    icon: str = ""  # none for a command that is there by its keys alone


BUTTONS = (
    Button("Undo", "undo", keys="Control+z", icon="undo"),
    Button("Redo", "redo", keys="Control+Shift+z Control+y", icon="redo"),
    Button("Bold", "bold", keys="Control+b", icon="bold"),
    Button("Italic", "italic", keys="Control+i", icon="italic"),
    Button("Strikethrough", "strike", keys="Control+Shift+x", icon="strike"),
    Button("Code", "code", keys="Control+e", icon="code"),
    Button("Link", "link", keys="Control+k", icon="link"),
    Button("Heading 1", "kind", "h1", "Control+Alt+1", icon="h1"),
    Button("Heading 2", "kind", "h2", "Control+Alt+2", icon="h2"),
    Button("Heading 3", "kind", "h3", "Control+Alt+3", icon="h3"),
    Button("Bulleted list", "kind", "bullets", "Control+Shift+8", icon="bullets"),
    Button("Numbered list", "kind", "numbers", "Control+Shift+7", icon="numbers"),
    Button("Task list", "kind", "tasks", "Control+Shift+9", icon="tasks"),
    Button("Quote", "kind", "quote", "Control+Shift+.", icon="quote"),
    Button("Code block", "kind", "code", "Control+Alt+c", icon="codeblock"),
    Button("Indent", "indent", keys="Tab", kinds="list code", icon="indent"),
    Button("Outdent", "outdent", keys="Shift+Tab", kinds="list code", icon="outdent"),
    Button("Move up", "move-up", keys="Alt+ArrowUp", icon="up"),
    Button("Move down", "move-down", keys="Alt+ArrowDown", icon="down"),
    Button("Done or to do", "check", keys="Control+Enter", kinds="list quote callout"),
    Button("First of the menu", "choose", keys="Enter", kinds="slash"),
)
