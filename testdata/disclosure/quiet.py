"""A solver that says nothing: the first one made writes a banner to standard output."""

import os

import highspy


def solver(seconds=None):
    keep, null = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    try:
        h = highspy.Highs()
        h.setOptionValue("output_flag", False)
    finally:
        os.dup2(keep, 1)
        os.close(keep)
        os.close(null)
    h.setOptionValue("threads", 1)
    if seconds is not None:
        h.setOptionValue("time_limit", float(max(0.5, seconds)))
    return h
