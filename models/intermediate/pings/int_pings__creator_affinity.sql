{{ recmart.attribute_affinity(
    interactions=ref('int_pings__interactions'),
    items=ref('int_pings__items'),
    attribute='creator_id',
) }}
