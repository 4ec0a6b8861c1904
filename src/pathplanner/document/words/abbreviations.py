"""Plain words for abbreviations that stand in many roadmaps of the United States."""

from __future__ import annotations

from pathplanner.document.words.messages import _


def general_terms() -> dict[str, str]:
    """Return abbreviations with their meaning, in the language that is spoken now."""
    return {
        "AAPC": _("American Academy of Professional Coders: a professional body of coders"),
        "AHIMA": _("American Health Information Management Association: a professional body"),
        "BLS": _("in pay and jobs: Bureau of Labor Statistics; in training: Basic Life Support"),
        "CCA": _("Certified Coding Associate"),
        "CCS": _("Certified Coding Specialist"),
        "CDL": _("commercial driver's license"),
        "CEU": _("continuing education unit: a measure of learning that keeps a credential"),
        "CEUs": _("continuing education units: a measure of learning that keeps a credential"),
        "CMC": _("Certified Medical Coder"),
        "CNA": _("certified nursing assistant"),
        "CPB": _("Certified Professional Biller"),
        "CPC": _("Certified Professional Coder"),
        "CPR": _("cardiopulmonary resuscitation: first aid when a heart stops"),
        "CPT": _("Current Procedural Terminology: the codes for treatments"),
        "EHR": _("electronic health record"),
        "EMT": _("emergency medical technician"),
        "FAFSA": _("Free Application for Federal Student Aid: the form for federal money"),
        "GED": _("a test that counts like a high school diploma"),
        "HCPCS": _("Healthcare Common Procedure Coding System: codes for services and supplies"),
        "HIPAA": _("the federal law that keeps health records private"),
        "ICD": _("International Classification of Diseases: the codes for diagnoses"),
        "LPN": _("licensed practical nurse"),
        "NCLEX": _("National Council Licensure Examination: the exam for nurses"),
        "OSHA": _("Occupational Safety and Health Administration: rules for safe work"),
        "PMI": _("Practice Management Institute: a body that certifies medical office staff"),
        "Pell": _("the federal Pell Grant: money for study that is not paid back"),
        "RHIA": _("Registered Health Information Administrator"),
        "RHIT": _("Registered Health Information Technician"),
        "RN": _("registered nurse"),
        "SOC": _("Standard Occupational Classification: the government's list of jobs"),
        "WIOA": _("Workforce Innovation and Opportunity Act: the law behind workforce funds"),
    }
