{% macro top_n(relation, partition_by, item, score, n) %}
    {#- For each partition the n rows of the highest score, ties to the lower item:
        columns partition, item, score, rank. Item and score are whole numbers. -#}
    {%- do recmart.check_arguments('top_n', {
        'relation': ['string', relation],
        'partition_by': ['string', partition_by],
        'item': ['string', item],
        'score': ['string', score],
        'n': ['integer', n],
    }) -%}
    {{ return(adapter.dispatch('top_n', 'recmart')(
        relation, partition_by, item, score, n
    )) }}
{% endmacro %}


{% macro default__top_n(relation, partition_by, item, score, n) %}
    select
        {{ partition_by }},
        {{ item }},
        {{ score }},
        rank
    from (
        select
            {{ partition_by }},
            {{ item }},
            {{ score }},
            row_number() over (
                partition by {{ partition_by }}
                order by {{ score }} desc, {{ item }}
            ) as rank
        from {{ relation }}
    ) as ranked
    where rank <= {{ n }}
{% endmacro %}


{% macro duckdb__top_n(relation, partition_by, item, score, n) %}
    {#- Score and item packed into one number: `max(number, n)` keeps a heap of n
        where a window would sort every row, and a plain `max` can spill to disk. -#}
    {%- set low_bits = 2 ** 32 - 1 -%}
    {%- set packed = (
        "cast(" ~ score ~ " as hugeint) * " ~ 2 ** 32
        ~ " + (" ~ low_bits ~ " - " ~ item ~ ")"
    ) -%}
    select
        {{ partition_by }},
        cast({{ low_bits }} - (packed & {{ low_bits }}) as bigint) as {{ item }},
        cast(
            (packed - (packed & {{ low_bits }})) // {{ 2 ** 32 }} as bigint
        ) as {{ score }},
        rank
    from (
        {% if n == 1 -%}
        select
            {{ partition_by }},
            max({{ packed }}) as packed,
            1 as rank
        from {{ relation }}
        group by {{ partition_by }}
        {%- else -%}
        select
            {{ partition_by }},
            unnest(heap) as packed,
            generate_subscripts(heap, 1) as rank
        from (
            select
                {{ partition_by }},
                max({{ packed }}, {{ n }}) as heap
            from {{ relation }}
            group by {{ partition_by }}
        ) as heaps
        {%- endif %}
    ) as unpacked
{% endmacro %}
