from collections import Counter
from typing import Any

from django.db import migrations, models

from ..words import count


def count_words(apps: Any, schema_editor: Any) -> None:
    words = Counter[int]()
    for document, text in apps.get_model("editor", "Block").objects.values_list("document", "text").iterator():
        words[document] += count(text)
    documents = apps.get_model("editor", "Document").objects
    for document, number in words.items():
        documents.filter(pk=document).update(words=number)


class Migration(migrations.Migration):
    dependencies = [
        ("editor", "0003_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="words",
            field=models.PositiveBigIntegerField(db_default=0, help_text="Words in all blocks"),
        ),
        migrations.RunPython(count_words, migrations.RunPython.noop),
    ]
