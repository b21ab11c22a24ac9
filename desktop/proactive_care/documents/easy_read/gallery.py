"""Every picture of easy read by its name, as templates name them."""

from __future__ import annotations

from collections.abc import Mapping

from proactive_care.documents.easy_read.home_pictures import HOME_PICTURES
from proactive_care.documents.easy_read.pictures import PICTURES, Picture

GALLERY: Mapping[str, Picture] = {**PICTURES, **HOME_PICTURES}
