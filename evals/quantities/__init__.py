"""The quantity reader against outside data: Recognizers-Text's Chinese specifications, WeTextProcessing's ITN set."""
