"""The tables of prevention, by what they are about."""

from guitu.prevention.models.learning import Contest, Deed, Quiz, QuizClass, Reply, School, Sitting
from guitu.prevention.models.merit import Author, Certificate, Collection, Honour, Juror, Mark, Picture, Work
from guitu.prevention.models.outreach import Activity, Booking, Brand, Clip, Loudspeaker, Place, Script, Tag

__all__ = ["Activity", "Author", "Booking", "Brand", "Certificate", "Clip", "Collection", "Contest", "Deed", "Honour", "Juror", "Loudspeaker", "Mark", "Picture", "Place", "Quiz", "QuizClass", "Reply", "School", "Script", "Sitting", "Tag", "Work"]
