"""All models of the app, a file a noun."""

from .activity import Activity, Clock, Delivery, SentForm
from .agency import Agency, MailDomain
from .allowance import Allowance
from .audience import Audienced, AudienceQuerySet, Reach, reached
from .community import DIRECTORY, Community, FormerSlug
from .joining import Invitation, JoinRequest
from .media import File, Picture, Rendition
from .membership import GroundRulesAcceptance, Level, Membership, Role
from .page import BasePage, CommunitiesIndex, CommunityPage
from .task import BackgroundTask
from .user import Affiliation, Appointment, User, is_guest

__all__ = [
    "DIRECTORY",
    "Activity",
    "Affiliation",
    "Agency",
    "Allowance",
    "Appointment",
    "AudienceQuerySet",
    "Audienced",
    "BackgroundTask",
    "BasePage",
    "Clock",
    "CommunitiesIndex",
    "Community",
    "CommunityPage",
    "Delivery",
    "File",
    "FormerSlug",
    "GroundRulesAcceptance",
    "Invitation",
    "JoinRequest",
    "Level",
    "MailDomain",
    "Membership",
    "Picture",
    "Reach",
    "Rendition",
    "Role",
    "SentForm",
    "User",
    "is_guest",
    "reached",
]
