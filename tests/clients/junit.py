"""What junitparser reads in the file that is named, as JSON: each suite's counts, and each case with its result."""

import json
import sys

from junitparser import JUnitXml

print(
    json.dumps(
        [
            {
                "name": suite.name,
                "counts": [suite.tests, suite.failures, suite.errors, suite.skipped],
                "cases": [
                    [case.name, case.classname, *((type(r).__name__, r.message, r.type) for r in case.result)]
                    for case in suite
                ],
            }
            for suite in JUnitXml.fromfile(sys.argv[1])
        ]
    )
)
