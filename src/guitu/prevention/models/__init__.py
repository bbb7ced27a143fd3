"""The tables of prevention, by what they are about."""

from guitu.prevention.models.learning import Contest, Deed, Quiz, QuizClass, Reply, School, Sitting
from guitu.prevention.models.merit import Author, Certificate, Collection, Honour, Juror, Mark, Picture, Work
from guitu.prevention.models.outreach import (
    Activity,
    Booking,
    Brand,
    Clip,
    Loudspeaker,
    Photo,
    Place,
    Script,
    Tag,
    Voice,
)
from guitu.prevention.models.programmes import Airing, Programme, Stamp, StampCard
from guitu.prevention.models.selections import Candidate, Selection, SelectionJuror, Vote
from guitu.prevention.models.surveys import Sampled, Stratum, Survey
from guitu.prevention.models.taking_part import Remark, SignUp
from guitu.prevention.models.units import Drawn, Household, Naming, Sample, Target, Title, Unit

__all__ = [
    "Activity", "Airing", "Author", "Booking", "Brand", "Candidate", "Certificate", "Clip", "Collection", "Contest", "Deed", "Drawn", "Honour", "Household", "Juror",
    "Loudspeaker", "Mark", "Naming", "Photo", "Picture", "Place", "Programme", "Quiz", "QuizClass", "Remark", "Reply", "Sample", "Sampled", "School", "Script", "Selection", "SelectionJuror", "SignUp",
    "Sitting", "Stamp", "StampCard", "Stratum", "Survey", "Tag", "Target", "Title", "Unit", "Voice", "Vote", "Work",
]
