"""Training of the attribution tagger: text with marked attributions in, a model folder out. Needs PyTorch, which no
other room imports; what is made here runs by onnxruntime alone."""
