"""Checking a record or a briefing against the captured bytes. Gives findings; changes nothing."""

from onrecord.verify.briefing import verify_briefing
from onrecord.verify.bundle import verify_bundle
from onrecord.verify.record import verify_record
from onrecord.verify.report import Finding, Report

__all__ = ["Finding", "Report", "verify_briefing", "verify_bundle", "verify_record"]
