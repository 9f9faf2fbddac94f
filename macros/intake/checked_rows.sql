{% macro checked_rows(raw, columns, duplicates_over=[], duplicates_need=none, known=[]) %}
    {#- One row per raw row: its values cast, and why it is rejected if it is. -#}
    {%- set personal = columns | selectattr('personal', 'defined')
        | map(attribute='name') | list -%}
    {%- set names = columns | map(attribute='name') | list -%}
with

raw_rows as (

    select * from {{ raw }}

),
{% for reference in known %}
known_{{ reference.column }} as (

    select distinct {{ reference.to }} as known_id
    from {{ reference.relation }}

),
{% endfor %}
cleaned as (

    select
        raw_rows.*,
        {% for column in columns -%}
        {{ recmart.clean_text('raw_rows.' ~ column.name, column.type) }}
            as text_{{ column.name }}
        {{- "," if not loop.last }}
        {% endfor %}
    from raw_rows

),

typed as (

    select
        cleaned.*,
        {% for column in columns -%}
        {{ recmart.cast_text('cleaned.text_' ~ column.name, column.type) }}
            as typed_{{ column.name }}
        {{- "," if not loop.last }}
        {% endfor %}
    from cleaned

),

checked as (

    select
        typed.*,
        case
            when typed.surplus is not null then 'more fields than columns'
            {% for column in columns -%}
            {% if column.required -%}
            when typed.text_{{ column.name }} is null then '{{ column.name }} is missing'
            {% endif -%}
            when typed.text_{{ column.name }} is not null
                and typed.typed_{{ column.name }} is null
                then '{{ column.name }} is not a readable {{ column.type }}'
            {% if column.min is defined -%}
            when typed.typed_{{ column.name }} < {{ column.min }}
                then '{{ column.name }} is less than {{ column.min }}'
            {% endif -%}
            {% if column.accepted is defined -%}
            when typed.typed_{{ column.name }} not in (
                {%- for value in column.accepted -%}
                {{ recmart.text_literal(value) if value is string else value }}
                {{- ", " if not loop.last }}
                {%- endfor -%}
            ) then '{{ column.name }} is an unknown code'
            {% endif -%}
            {% endfor -%}
            {% for reference in known -%}
            when typed.text_{{ reference.column }} is not null
                and known_{{ reference.column }}.known_id is null
                {% if reference.may_be_absent -%}
                and (select count(*) from known_{{ reference.column }}) > 0
                {% endif -%}
                then '{{ reference.column }} is unknown'
            {% endfor -%}
        end as reason
    from typed
    {% for reference in known -%}
    left join known_{{ reference.column }}
        on typed.text_{{ reference.column }} = known_{{ reference.column }}.known_id
    {% endfor %}
),

deduplicated as (

    select
        checked.*,
        {% if duplicates_over -%}
        case
            when checked.reason is not null then checked.reason
            {% if duplicates_need -%}
            when checked.typed_{{ duplicates_need }} is null then null
            {% endif -%}
            when row_number() over (
                partition by
                    checked.reason,
                    {% for column in duplicates_over -%}
                    checked.typed_{{ column }}{{ "," if not loop.last }}
                    {% endfor %}
                order by checked.row_number
            ) > 1
                then 'duplicate {{ duplicates_over[0] if duplicates_over | length == 1 else "row" }}'
        end
        {%- else -%}
        checked.reason
        {%- endif %} as rejection_reason
    from checked

)

select
    row_number,
    {% for column in columns -%}
    typed_{{ column.name }} as {{ column.as or column.name }},
    {% endfor -%}
    rejection_reason,
    case
        when rejection_reason is not null
            then {{ recmart.json_object(names + ['surplus'], personal + ['surplus']) }}
    end as raw_row
from deduplicated
{% endmacro %}
