# SPDX-License-Identifier: MIT
"""Closed vocabularies. Labels are in the string tables under `vocab.<EnumName>.<value>`."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """How far the sources carry a record."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class EventStatus(StrEnum):
    """What is known of an event: only `held` says that it happened."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    HELD = "held"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class MeetingKind(StrEnum):
    """What sort of meeting."""

    UNIT = "unit"
    COORDINATION = "coordination"
    SEMINAR = "seminar"
    SUMMIT = "summit"
    VIDEOCONFERENCE = "videoconference"
    OTHER = "other"


class Mode(StrEnum):
    """In a room, at a distance, or both."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class MeetingRelation(StrEnum):
    """What the meeting has to do with the unit."""

    OWN = "own"
    NETWORK_WITH_UNIT = "network_with_unit"
    NETWORK_ALL_UNITS = "network_all_units"
    PARTNER_NETWORK = "partner_network"
    CONTEXT = "context"


class ParticipantRole(StrEnum):
    """In what role a city took, or was to take, part in a meeting."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    ORGANISER = "organiser"


class DocumentKind(StrEnum):
    """What a document is."""

    MINUTES = "minutes"
    PROGRAMME = "programme"
    SLIDES = "slides"
    DECLARATION = "declaration"
    REPORT = "report"
    LETTER = "letter"
    CALL = "call"
    PROPOSAL = "proposal"
    RECORDING = "recording"
    FULL_TEXT = "full_text"
    OTHER = "other"


class DocumentState(StrEnum):
    """Whether the document was found."""

    FOUND = "found"
    MENTIONED = "mentioned"
    NOT_FOUND = "not_found"


class Permission(StrEnum):
    """On what ground a document is offered here."""

    LINK_ONLY = "link_only"
    OPEN_LICENCE = "open_licence"
    PUBLIC_DOMAIN = "public_domain"
    GRANTED = "granted"


class PublicationKind(StrEnum):
    """What sort of publication."""

    WORK_PLAN = "work_plan"
    DECLARATION = "declaration"
    REPORT = "report"
    BOOK = "book"
    CHAPTER = "chapter"
    ARTICLE = "article"
    WORKING_PAPER = "working_paper"
    CONFERENCE_PAPER = "conference_paper"
    PAPER = "paper"
    THESIS = "thesis"
    MAGAZINE = "magazine"
    NEWS = "news"
    WEB_PAGE = "web_page"
    WEB = "web"
    DATABASE = "database"
    LAW = "law"
    AGREEMENT = "agreement"


class PublicationRelation(StrEnum):
    """Whose publication it is, seen from the unit."""

    UNIT_OWN = "unit_own"
    NETWORK = "network"
    PARTNER_NETWORK = "partner_network"
    ACADEMIC = "academic"
    GOVERNANCE_SURVEY = "governance_survey"


class CityKind(StrEnum):
    """Why the city is in the register."""

    NETWORK = "network"
    HOST = "host"
    PARTICIPANT = "participant"
    BORDER = "border"
    GOVERNANCE = "governance"
    CONTEXT = "context"


class BasisOfPoint(StrEnum):
    """How a point on the map was obtained."""

    GEONAMES = "geonames"
    GEONAMES_SEAT = "geonames_seat"
    GEONAMES_NEARBY = "geonames_nearby"
    GEONAMES_SEAT_CITY = "geonames_seat_city"
    GEONAMES_MEAN_OF_MEMBERS = "geonames_mean_of_members"
    GEONAMES_MIDPOINT = "geonames_midpoint"
    OFFICIAL_LIST = "official_list"


class MembershipStatus(StrEnum):
    """Whether a source shows that the city is or was a member of the network."""

    DOCUMENTED = "documented"
    UNKNOWN = "unknown"
    NOT_MEMBER = "not_member"


class AreaRole(StrEnum):
    """The place of a city in a metropolitan area."""

    CORE = "core"
    OTHER_MUNICIPALITY = "other_municipality"


class AreaBasis(StrEnum):
    """Why the city is counted in the metropolitan area."""

    CORE = "core"
    SOURCED = "sourced"
    DERIVED = "derived"


class OrganizationKind(StrEnum):
    """What sort of organisation."""

    CITY_NETWORK = "city_network"
    THEMATIC_UNIT = "thematic_unit"
    SECRETARIAT = "secretariat"
    WORKING_GROUP = "working_group"
    PROGRAMME = "programme"
    COMMITTEE = "committee"
    KNOWLEDGE_PLATFORM = "knowledge_platform"
    UNIVERSITY_NETWORK = "university_network"
    RESEARCH_INSTITUTE = "research_institute"
    UNIVERSITY = "university"
    REGIONAL_BODY = "regional_body"
    REGIONAL_WORKING_GROUP = "regional_working_group"
    UN_BODY = "un_body"
    METROPOLITAN_BODY = "metropolitan_body"
    BINATIONAL_BODY = "binational_body"
    ASSOCIATION = "association"


class BodyKind(StrEnum):
    """What sort of metropolitan or cross-border body."""

    METROPOLITAN_GOVERNMENT = "metropolitan_government"
    STATE_AGENCY = "state_agency"
    INTER_MUNICIPAL_ASSOCIATION = "inter_municipal_association"
    CONSULTATIVE_COUNCIL = "consultative_council"
    SECTORAL_AGENCY = "sectoral_agency"
    PLANNING_INSTITUTE = "planning_institute"
    BINATIONAL_COMMITTEE = "binational_committee"
    OTHER = "other"


class DecisionPower(StrEnum):
    """What the body may decide."""

    EXECUTIVE = "executive"
    DELIBERATIVE = "deliberative"
    COORDINATION = "coordination"
    TECHNICAL = "technical"
    ADVISORY = "advisory"
    ADVOCACY = "advocacy"


class BodyStatus(StrEnum):
    """In what state the sources show the body."""

    ACTIVE = "active"
    IN_FORMATION = "in_formation"
    UNDER_REVIEW = "under_review"
    EXTINCTION_ANNOUNCED = "extinction_announced"
    DORMANT = "dormant"
    REPLACED = "replaced"
    DISSOLVED = "dissolved"
    UNKNOWN = "unknown"


class BorderType(StrEnum):
    """What lies between the twin cities."""

    DRY = "dry"
    RIVER_BRIDGE = "river_bridge"
    RIVER = "river"
    CANAL = "canal"
    TRI_BORDER_RIVERS = "tri_border_rivers"


class NameStatus(StrEnum):
    """Whether a name was in use or only proposed."""

    OFFICIAL = "official"
    PROPOSED = "proposed"


class CoordinationStatus(StrEnum):
    """How far a term of coordination is documented."""

    DOCUMENTED = "documented"
    PROPOSED = "proposed"
    UNKNOWN = "unknown"


class PlanStatus(StrEnum):
    """What is known of a plan of work."""

    PROPOSAL = "proposal"
    APPROVED = "approved"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class SourceKind(StrEnum):
    """What sort of source."""

    FOUNDING_DOCUMENT = "founding_document"
    NETWORK = "network"
    OFFICIAL = "official"
    LAW = "law"
    PRESS = "press"
    BLOG = "blog"
    ACADEMIC = "academic"
    REFERENCE = "reference"
    DOCUMENT_COPY = "document_copy"
    ORGANIZATION = "organization"
    DATABASE = "database"


class IndicatorMeasure(StrEnum):
    """How an indicator of a plan is counted in this register."""

    THEORETICAL_PRODUCTION = "theoretical_production"
    IN_PERSON_MEETINGS = "in_person_meetings"


class MembersUnit(StrEnum):
    """What is counted when a body's members are counted."""

    MUNICIPALITIES = "municipalities"
    PARTICIPATING_MUNICIPALITIES = "participating_municipalities"
    COMMUNES = "communes"
    CITIES_AND_COMMUNES = "cities_and_communes"
    CITIES_IN_SCOPE = "cities_in_scope"
    PARISHES = "parishes"
    JURISDICTIONS = "jurisdictions"
    GOVERNMENTS = "governments"
    DEPARTMENTAL_GOVERNMENTS = "departmental_governments"
    PROVINCIAL_GOVERNMENTS = "provincial_governments"
    SHAREHOLDER_GOVERNMENTS = "shareholder_governments"
    METROPOLITAN_REGIONS = "metropolitan_regions"
    MUNICIPAL_COUNCILS = "municipal_councils"
    DEVELOPMENT_COUNCILS = "development_councils"
    COUNCIL_SEATS = "council_seats"
    SEATS = "seats"
    CONSORTIUM_MEMBERS = "consortium_members"
    INSTITUTIONS = "institutions"
    ENTITIES = "entities"
