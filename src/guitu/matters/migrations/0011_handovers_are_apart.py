"""Handovers lie in a compartment of their own: whoever sees the tasks of offices sees nobody who comes out of a facility."""

from django.db import migrations, models

COMPARTMENTS = ("people", "calls", "venues", "units", "children", "offices", "handovers")


class Migration(migrations.Migration):
    dependencies = [("matters", "0010_files_are_sealed")]

    operations = [
        migrations.RemoveConstraint(model_name="matter", name="matter_compartment"),
        migrations.AddConstraint(
            model_name="matter", constraint=models.CheckConstraint(condition=models.Q(compartment__in=COMPARTMENTS), name="matter_compartment")
        ),
    ]
