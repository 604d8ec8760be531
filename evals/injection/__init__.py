"""Prompt injections sent through every door that takes text: does anything act, rank or speak for them?"""
