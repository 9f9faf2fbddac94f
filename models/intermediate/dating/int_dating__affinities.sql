{{ recmart.attribute_lift(
    people=ref('int_dating__people'),
    judgements=ref('int_dating__judgements'),
    attributes=['city', 'age_band'],
    prior_judgements=recmart.parameter('dating', 'prior_judgements'),
) }}
