"""The colours of codes: a line each, as CSS hex in the light and in the dark theme. Any other code is muted."""

COUNTRIES = {
    "KAZ": ("#0072B2", "#56B4E9"),
    "UZB": ("#009E73", "#2EC4A0"),
    "TKM": ("#D55E00", "#F08A4B"),
    "KGZ": ("#B5578E", "#DB8FBE"),
    "TJK": ("#9A7B1C", "#D9B84A"),
    "AZE": ("#0B6E78", "#58C4CF"),
}

SECTORS = {
    "politics": ("#4C5A9E", "#8F9BDB"),
    "transport": ("#0B6E78", "#58C4CF"),
    "energy": ("#C07A00", "#F0B04A"),
    "digital": ("#3D8FC4", "#7CC0EE"),
    "economy": ("#8A5A3C", "#C99878"),
    "culture": ("#B3446C", "#E583A8"),
}

PROJECT_STATUS = {
    "announced": ("#E3DED2", "#2C3A42"),
    "study": ("#CFC5B2", "#43525A"),
    "agreed": ("#AFC6C5", "#2F6C73"),
    "construction": ("#5DA0A5", "#3D949D"),
    "operating": ("#0B6E78", "#58C4CF"),
    "completed": ("#07434A", "#A8E5EA"),
    "stalled": ("#B4432B", "#EE7B5F"),
    "cancelled": ("#7A2E1D", "#B85A45"),
}

VISIT_TYPES = {
    "state": ("#0B6E78", "#58C4CF"),
    "official": ("#6FB1B5", "#2F7C86"),
    "summit": ("#D8D1C1", "#3A4A53"),
}

SOURCE_KINDS = {
    "official": ("#07434A", "#A8E5EA"),
    "organisation": ("#0B6E78", "#58C4CF"),
    "research": ("#5DA0A5", "#3D949D"),
    "news": ("#A9CBCC", "#2F5F68"),
}

CORRIDORS = {
    "middle_corridor": ("#0B6E78", "#58C4CF"),
    "zangezur": ("#C4511B", "#F0884E"),
    "green_energy": ("#4B8B2B", "#8FCB5E"),
    "digital_silk_road": ("#6C4AB6", "#B39BF0"),
    "north_south": ("#A33A6B", "#E28AB5"),
    "oil_gas": ("#6E5A45", "#BCA78F"),
    "southern": ("#A07800", "#DDB63F"),
}
