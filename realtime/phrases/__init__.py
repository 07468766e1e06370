"""Words that a person should look at soon: finding them in a message, and measuring how many are missed.

Plain Python: knows no row and no person. It marks where words stand and names the rule, and says nothing of anybody.
"""
