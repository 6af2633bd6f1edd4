"""What only the lab day needs: checks, widgets, demonstrations, the doctor, handing in."""
