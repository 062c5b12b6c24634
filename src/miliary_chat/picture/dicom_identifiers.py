"""Which elements of a DICOM header may tell who, where or when: PS3.15 annex E, the basic profile's main ones."""

from collections.abc import Iterator
from typing import Any

from miliary_chat.picture.dicom import Dataset, dataset, told

_BY_KIND = {
    "PN": "a name",
    "DA": "a date",
    "DT": "a date",
    "TM": "a time",
    "AE": "a device",
    "LT": "a text",
    "ST": "a text",
    "UT": "a text",
    "UC": "a text",
}
"""Kinds of values (VR) that identify, whichever element holds them."""

_NUMBERS = (
    "AccessionNumber AdmissionID FillerOrderNumberImagingServiceRequest IssuerOfPatientID MedicalRecordLocator"
    " MilitaryRank OtherPatientIDs PatientID PatientInsurancePlanCodeSequence PerformedProcedureStepID"
    " PlacerOrderNumberImagingServiceRequest RequestedProcedureID ScheduledProcedureStepID ServiceEpisodeID StudyID"
)
_PLACES = (
    "CountryOfResidence CurrentPatientLocation InstitutionAddress InstitutionCodeSequence InstitutionName"
    " InstitutionalDepartmentName PatientAddress PatientInstitutionResidence RegionOfResidence"
    " ScheduledProcedureStepLocation PerformedLocation"
)
_DEVICES = "DetectorID DeviceSerialNumber GantryID GeneratorID PlateID StationName PerformedStationName"
_PERSONS = (
    "EthnicGroup Occupation PatientAge PatientReligiousPreference PatientSex PatientSize PatientWeight"
    " PatientTelephoneNumbers PregnancyStatus SmokingStatus Allergies MedicalAlerts PatientState"
    " PatientBirthName PatientMotherBirthName ResponsibleOrganization SexNeutered SpecialNeeds"
)
_TEXTS = (
    "AdmittingDiagnosesDescription AcquisitionDeviceProcessingDescription DerivationDescription"
    " PerformedProcedureStepDescription ProtocolName ReasonForStudy RequestedProcedureDescription"
    " RequestedContrastAgent RequestingService ScheduledProcedureStepDescription SeriesDescription StudyDescription"
)
_NAMED = {
    keyword: what
    for keywords, what in (
        (_NUMBERS, "a number"),
        (_PLACES, "a place"),
        (_DEVICES, "a device"),
        (_PERSONS, "about the patient"),
        (_TEXTS, "a text"),
    )
    for keyword in keywords.split()
}


def in_dicom(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    """Yield tag and kind of what identifies, some of them twice; PictureError for a file that cannot be read."""
    found = dataset(data, name)
    with told(name):
        if data[:128].strip(b"\0"):
            yield "preamble", "anything"
        yield from _elements(found.file_meta)
        yield from _elements(found)
        if str(found.get("BurnedInAnnotation", "")) == "YES":
            yield "BurnedInAnnotation", "text in the pixels, which has to be painted over"


def _elements(part: Dataset) -> Iterator[tuple[str, str]]:
    """What identifies in a header, and in the sequences within it."""
    for tag in sorted(part.keys()):
        try:
            element = part[tag]
        except Exception:  # a value that is none of its kind, which the others need not suffer for
            yield f"tag {tag}", "a value that cannot be read"
            continue
        yield from _element(element)
        for item in element.value if element.VR == "SQ" else ():
            yield from _elements(item)


def _element(element: Any) -> Iterator[tuple[str, str]]:
    group, what = element.tag.group, _NAMED.get(element.keyword) or _BY_KIND.get(element.VR)
    if element.tag.is_private:
        yield "private tags", "the maker's own data"
    elif 0x6000 <= group <= 0x60FF:
        yield "overlay", "drawing or text over the picture"
    elif 0x5000 <= group <= 0x50FF:
        yield "curve", "measurements of the patient"
    elif what and not element.is_empty and str(element.value).strip():
        yield element.keyword or "unknown tag", what
