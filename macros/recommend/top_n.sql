{% macro top_n(relation, partition_by, item, score, n, carried=[], is_long=false) %}
    {#- For each partition the n rows of the highest score, ties to the lower item:
        columns partition, item, score, what is carried, rank. -#}
    {%- do recmart.check_arguments('top_n', {
        'relation': ['string', relation],
        'partition_by': ['string', partition_by],
        'item': ['string', item],
        'score': ['string', score],
        'n': ['integer', n],
        'carried': ['list[string]', carried],
        'is_long': ['bool', is_long],
    }) -%}
    {{ return(adapter.dispatch('top_n', 'recmart')(
        relation, partition_by, item, score, n, carried, is_long
    )) }}
{% endmacro %}


{% macro default__top_n(relation, partition_by, item, score, n, carried, is_long) %}
    {%- set columns = [partition_by, item, score] + carried -%}
    select
        {{ columns | join(',\n        ') }},
        rank
    from (
        select
            {{ columns | join(',\n            ') }},
            row_number() over (
                partition by {{ partition_by }}
                order by {{ score }} desc, {{ item }}
            ) as rank
        from {{ relation }}
    ) as ranked
    where rank <= {{ n }}
{% endmacro %}


{% macro duckdb__top_n(relation, partition_by, item, score, n, carried, is_long) %}
    {#- A heap of n where a window would sort every row: a tenth of the time for fifty
        neighbours of items; from a hundred up a window is as fast. Structs compare field
        by field. A heap of a thousand numbers takes longer than it spares the window. -#}
    {%- set above_the_cut -%}
    (
        select relation.*
        from {{ relation }} as relation
        inner join (
            select
                {{ partition_by }},
                list_min(max({{ score }}, {{ n }})) as least_score
            from {{ relation }}
            group by {{ partition_by }}
        ) as cuts
            on
                relation.{{ partition_by }} = cuts.{{ partition_by }}
                and relation.{{ score }} >= cuts.least_score
    ) as above_the_cut
    {%- endset -%}
    {#- A heap of structs keeps what has left it, kilobytes a place where scores come in
        rising; one of numbers does not. -#}
    {%- if is_long or n > 100 -%}
    {{ return(recmart.default__top_n(
        above_the_cut if is_long and n < 1000 else relation,
        partition_by, item, score, n, carried, is_long
    )) }}
    {%- endif -%}
    select
        {{ partition_by }},
        -best.negative_item as {{ item }},
        best.score as {{ score }},
        {% for column in carried -%}
        best.{{ column }},
        {% endfor -%}
        rank
    from (
        select
            {{ partition_by }},
            unnest(heap) as best,
            generate_subscripts(heap, 1) as rank
        from (
            select
                {{ partition_by }},
                max(
                    {
                        'score': {{ score }},
                        'negative_item': -{{ item }}
                        {%- for column in carried -%}
                        ,
                        '{{ column }}': {{ column }}
                        {%- endfor %}
                    },
                    {{ n }}
                ) as heap
            from {{ relation }}
            group by {{ partition_by }}
        ) as heaps
    ) as unpacked
{% endmacro %}
