"""How the learned second reader is taught, kept and measured.

PyTorch is needed for teaching only: `pip install torch==2.13.0`.
"""
