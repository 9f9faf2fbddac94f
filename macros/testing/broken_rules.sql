{% macro broken_rules(model, rules) %}
    {#- One row per rule that rows of a relation break: in how many places, and one of them.
        A rule is a mapping of its kind to what it is about, which may name further
        conditions: `where`, the rows that it is for, and `is_live_only`, not in a build as
        of a moment. -#}
    {%- do recmart.check_arguments('broken_rules', {
        'model': ['relation', model],
        'rules': ['list[dict[string, any]]', rules],
    }) -%}
    {%- set in_force = [] -%}
    {%- for rule in rules -%}
        {%- for kind, of in rule.items()
            if not (of is mapping and of.is_live_only and recmart.as_of() is not none) -%}
            {%- do in_force.append([kind, of]) -%}
        {%- endfor -%}
    {%- endfor %}
with broken as (
    {%- for kind, of in in_force %}
    {%- set rows = model if of is not mapping or not of.where
        else '(select * from ' ~ model ~ ' where ' ~ of.where ~ ')' %}
    select
        {{ loop.index }} as place,
        {{ recmart.text_literal(recmart.said_of_rule(kind, of)) }}
            as rule,
        count(*) as places,
        min(example) as example
    from ({{ recmart.places_that_break(kind, of, rows) }}) as places_that_break
    {% if not loop.last %}union all{% endif %}
    {%- else %}
    select 0 as place, '' as rule, 0 as places, '' as example
    {%- endfor %}
)

select
    rule,
    places,
    example
from broken
where places > 0
order by place
{% endmacro %}


{% macro said_of_rule(kind, of) %}
    {%- set said = [] -%}
    {%- for name, value in (of.items() if of is mapping else []) -%}
        {%- if name not in ['column', 'columns', 'is_live_only'] -%}
            {%- do said.append(name ~ ' ' ~ value) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set about = (of.column or of.columns) if of is mapping else of -%}
    {%- if about is sequence and about is not string -%}
        {%- set about = about | join(', ') -%}
    {%- endif -%}
    {%- set text = ([kind ~ (' ' ~ about if about else '')] + said) | join(', ') -%}
    {{ return(text.split() | join(' ')) }}
{% endmacro %}


{#- A text of columns, for whoever looks for the place. -#}
{% macro shown_columns(columns) %}
    {%- set shown = [] -%}
    {%- for column in columns -%}
        {%- do shown.append(
            "coalesce(cast(" ~ column ~ " as " ~ dbt.type_string() ~ "), 'null')"
        ) -%}
    {%- endfor -%}
    {{ return(shown | join(" || ', ' || ")) }}
{% endmacro %}


{% macro places_that_break(kind, of, rows) %}
    {%- set about = of if of is not mapping else of.columns -%}
    {%- set columns = [about] if about is string else about -%}
    {%- if kind == 'unique' %}
        select {{ recmart.shown_columns(columns) }} as example
        from {{ rows }} as held
        {#- A column alone is unique where it is known. #}
        {% if about is string %}where {{ about }} is not null{% endif %}
        group by {{ columns | join(', ') }}
        having count(*) > 1
    {%- elif kind == 'not_null' %}
        select 'null' as example
        from {{ rows }} as held
        where {{ about }} is null
    {%- elif kind == 'always_true' %}
        select cast(null as {{ dbt.type_string() }}) as example
        from {{ rows }} as held
        where not coalesce({{ about }}, false)
    {%- elif kind == 'in_range' %}
        select {{ recmart.shown_columns([of.column]) }} as example
        from {{ rows }} as held
        where
            false
            {% if of.min is not none and of.min is defined -%}
            or {{ of.column }} < {{ of.min }}
            {% endif -%}
            {% if of.max is not none and of.max is defined -%}
            or {{ of.column }} > {{ of.max }}
            {% endif %}
    {%- elif kind == 'accepted_values' %}
        select {{ recmart.shown_columns([of.column]) }} as example
        from {{ rows }} as held
        where {{ of.column }} not in (
            {%- for value in of['values'] -%}
                '{{ value }}' {{- ', ' if not loop.last }}
            {%- endfor -%}
        )
    {%- elif kind == 'relationships' %}
        select {{ recmart.shown_columns(['held.' ~ of.column]) }} as example
        from {{ rows }} as held
        left join {{ of.to }} as parent on held.{{ of.column }} = parent.{{ of.field }}
        where held.{{ of.column }} is not null and parent.{{ of.field }} is null
    {%- elif kind == 'dense_ranks' %}
        {#- 1, 2, 3, ... without gap or tie in each group: n rows, n values, 1 to n. #}
        select {{ recmart.shown_columns(of.within.split(', ')) }} as example
        from {{ rows }} as held
        group by {{ of.within }}
        having
            min({{ of.column }}) != 1
            or max({{ of.column }}) != count(*)
            or count(distinct {{ of.column }}) != count(*)
    {%- elif kind == 'equal_total' %}
        select {{ recmart.shown_columns(['totals.total']) }} || ' is not '
            || {{ recmart.shown_columns(['source_totals.total']) }} as example
        from (
            select coalesce({{ of.expression }}, 0) as total
            from {{ rows }} as held
        ) as totals
        cross join (
            select coalesce({{ of.source_expression }}, 0) as total
            from {{ of.source }}
        ) as source_totals
        where
            abs(totals.total - source_totals.total) > 1e-9 * abs(source_totals.total)
    {%- elif kind == 'no_excluded_pair' %}
        select {{ recmart.shown_columns(['held.user_id', 'held.item_id']) }}
            as example
        from {{ rows }} as held
        inner join {{ of.exclusions }} as exclusions
            on
                held.user_id = exclusions.user_id
                and held.item_id = exclusions.item_id
    {%- else -%}
        {{ exceptions.raise_compiler_error(
            "broken_rules: there is no rule '" ~ kind ~ "'."
        ) }}
    {%- endif -%}
{% endmacro %}
