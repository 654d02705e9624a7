"""Charts as figures on a plane: pure functions from values to places, drawn by templates/console/charts.html."""
