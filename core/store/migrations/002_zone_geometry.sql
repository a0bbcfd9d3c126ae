-- 002: the outlines of zones, for maps. geometry is a GeoJSON Polygon or MultiPolygon in longitude and latitude (WGS 84);
-- source says where it comes from.
CREATE TABLE zone_geometry (
    zone INTEGER PRIMARY KEY REFERENCES zone (id),
    geometry TEXT NOT NULL,
    source TEXT NOT NULL
) STRICT;
