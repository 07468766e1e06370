"""The four questions of personal well-being of the Office for National Statistics, word for word, with their credit.

They are Crown copyright, used under the Open Government Licence, and were made for people of 16 and over.
"""

CREDIT = (
    "Personal well-being questions: Office for National Statistics. Contains public sector information licensed under "
    "the Open Government Licence v3.0."
)
INTRODUCTION = (
    "I would like to ask you four questions about your feelings on aspects of your life. There are no right or wrong "
    "answers. For each of these questions I would like you to give an answer on a scale of 0 to 10, where 0 is "
    "“not at all” and 10 is “completely”."
)
#: field, short name, question
QUESTIONS = (
    ("satisfied", "Life satisfaction", "Overall, how satisfied are you with your life nowadays?"),
    (
        "worthwhile", "Worthwhile",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
    ),
    ("happy", "Happiness", "Overall, how happy did you feel yesterday?"),
    ("anxious", "Anxiety", "Overall, how anxious did you feel yesterday?"),
)  # fmt: skip
YOUNGEST = 16
