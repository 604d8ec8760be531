"""The quantity reader against outside data: Chinese specifications of Recognizers-Text and WeTextProcessing's ITN set."""
