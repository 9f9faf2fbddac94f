{% macro checked_rows(tables, table) %}
    {#- One row per row that came: its values cast, and why it is rejected if it is. -#}
    {%- do recmart.check_arguments('checked_rows', {
        'tables': ['dict[string, any]', tables],
        'table': ['string', table],
    }) -%}
    {%- set table = recmart.specified_table(tables, table) -%}
    {%- set ids = table.columns | selectattr('type', 'equalto', 'id')
        | map(attribute='name') | list -%}
    {%- set formats = recmart.timestamp_formats() if table.domain == 'custom' else [] -%}
    {%- set times = table.columns | selectattr('type', 'equalto', 'timestamp') | list -%}
    {%- set known = [] -%}
    {%- for column in table.columns if column.listed_in or column.staged_in -%}
        {%- set other = tables[column.listed_in or column.staged_in] -%}
        {%- do known.append({
            'column': column.name,
            'relation': ref(
                ('base_' if column.listed_in else 'stg_')
                ~ table.domain ~ '__' ~ other.table
            ),
            'to': other.unique[0],
            'may_be_absent': other.may_be_absent,
        }) -%}
    {%- endfor -%}
    {#- DuckDB takes any CSV file for 42 rows: joined, it would be the file that is kept in
        memory; of `in` it is what is in the brackets. Elsewhere that might be read for
        each row. -#}
    {%- set are_joined = target.type != 'duckdb' -%}
with

-- Materialized, as DuckDB would else cast inside its CSV reader, where try_cast raises.
raw_rows as {{ recmart.written_out() }} (

    {{ recmart.source_rows(table) | indent(4) }}

),
{% for reference in known %}
known_{{ reference.column }} as (

    select distinct {{ reference.to }} as known_id
    from {{ reference.relation }}
    where {{ reference.to }} is not null

),
{% endfor %}
{% for column in times %}
{% if formats -%}
times_of_{{ column.name }} as (

    select
        min(read_texts.{{ column.name }}) as {{ column.name }},
        count(*) as texts
    from (
        select {{ recmart.cast_text('came', column.type, formats) }} as {{ column.name }}
        from (
            select {{ recmart.clean_text(column.name, column.type) }} as came
            from raw_rows
        ) as cleaned_texts
    ) as read_texts
    group by cast(read_texts.{{ column.name }} as date)

),
{%- else -%}
-- Days are told by how texts begin: of as many as there are days some are read.
texts_of_{{ column.name }} as (

    select
        min({{ column.name }}) as first_text,
        max({{ column.name }}) as last_text,
        count(*) as texts
    from raw_rows
    group by
        case
            when
                substr({{ column.name }}, 3, 1) not between '0' and '9'
                or substr({{ column.name }}, 5, 1) not between '0' and '9'
                then substr({{ column.name }}, 1, 10)
            when length({{ column.name }}) in (8, 12, 14)
                then substr({{ column.name }}, 1, 8)
            else substr({{ column.name }}, 1, 5) || length({{ column.name }})
        end

),

times_of_{{ column.name }} as (

    select
        coalesce(
            {{ recmart.cast_text('first_came', column.type, formats) }},
            {{ recmart.cast_text('last_came', column.type, formats) }}
        ) as {{ column.name }},
        texts
    from (
        select
            {{ recmart.clean_text('first_text', column.type) }} as first_came,
            {{ recmart.clean_text('last_text', column.type) }} as last_came,
            texts
        from texts_of_{{ column.name }}
    ) as cleaned_texts

),
{%- endif %}

implausible_{{ column.name }} as (

    {{ recmart.implausible_since(
        'times_of_' ~ column.name, column.name, 'texts'
    ) | indent(4) }}

),
{% endfor %}
cleaned as (

    select
        raw_rows.*,
        {% for column in table.columns -%}
        {{ recmart.clean_text('raw_rows.' ~ column.name, column.type) }}
            as text_{{ column.name }}
        {{- "," if not loop.last }}
        {% endfor %}
    from raw_rows

),

typed as (

    select
        cleaned.*,
        {% for column in table.columns -%}
        {{ recmart.cast_text(
            'cleaned.text_' ~ column.name,
            'personal' if column.personal
            else 'id of person' if column.of_person else column.type,
            formats,
        ) }}
            as typed_{{ column.name }}
        {{- "," if not loop.last }}
        {% endfor %}
    from cleaned

),

checked as (

    select
        typed.row_number,
        typed.line_number,
        typed.counted_rows,
        {% for name in ids -%}
        typed.{{ name }},
        {% endfor -%}
        {% for column in table.columns -%}
        typed.typed_{{ column.name }},
        {% endfor -%}
        case
            when typed.problem is not null then typed.problem
            {% for column in table.columns -%}
            {% if column.required == 'value' -%}
            when typed.text_{{ column.name }} is null then '{{ column.name }} is missing'
            {% endif -%}
            when typed.text_{{ column.name }} is not null
                and typed.typed_{{ column.name }} is null
                then '{{ column.name }} is not a readable {{ column.type }}'
            {% if column.type == 'timestamp' -%}
            when typed.typed_{{ column.name }} >= implausible_{{ column.name }}.since
                then '{{ column.name }} is implausibly late'
            {% endif -%}
            {% if column.min is defined -%}
            when typed.typed_{{ column.name }} < {{ column.min }}
                then '{{ column.name }} is less than {{ column.min }}'
            {% endif -%}
            {% if column.max is defined -%}
            when typed.typed_{{ column.name }} > {{ column.max }}
                then '{{ column.name }} is more than {{ column.max }}'
            {% endif -%}
            {% if column.not_before -%}
            when typed.typed_{{ column.name }} < typed.typed_{{ column.not_before }}
                then '{{ column.name }} is before {{ column.not_before }}'
            {% endif -%}
            {% if column.accepted == [] -%}
            when typed.typed_{{ column.name }} is not null
                then '{{ column.name }} is not known in this domain'
            {% elif column.accepted is defined -%}
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
                {% if are_joined -%}
                and known_{{ reference.column }}.known_id is null
                {%- else -%}
                and typed.text_{{ reference.column }}
                    not in (select known_id from known_{{ reference.column }})
                {%- endif %}
                {% if reference.may_be_absent -%}
                and (select count(*) from known_{{ reference.column }}) > 0
                {% endif -%}
                then '{{ reference.column }} is unknown'
            {% endfor -%}
        end as reason
    from typed
    {% for column in times -%}
    cross join implausible_{{ column.name }}
    {% endfor -%}
    {% for reference in known if are_joined -%}
    left join known_{{ reference.column }}
        on typed.text_{{ reference.column }} = known_{{ reference.column }}.known_id
    {% endfor %}
),
{%- if table.unique %}
{%- set keys = [] -%}
{%- for column in table.unique -%}
    {%- do keys.append('typed_' ~ column) -%}
{%- endfor -%}
{%- set keys = keys | join(', ') -%}
{%- set has_key = (
    'reason is null' ~ (
        ' and typed_' ~ table.unique_where ~ ' is not null' if table.unique_where else ''
    )
) %}

-- Few rows come again: only those whose hashes do are sorted.
repeated as (

    select {{ recmart.row_hash([keys]) }} as key_hash
    from checked
    where {{ has_key }}
    group by {{ recmart.row_hash([keys]) }}
    having count(*) > 1

),

places as (

    select
        row_number as repeated_row,
        row_number() over (partition by {{ keys }} order by row_number) as place
    from checked
    where {{ has_key }} and {{ recmart.row_hash([keys]) }} in (select key_hash from repeated)

),

deduplicated as (

    select
        checked.*,
        case
            when places.place > 1
                then 'duplicate {{ table.unique[0] if table.unique | length == 1 else "row" }}'
            else checked.reason
        end as rejection_reason
    from checked
    left join places on checked.row_number = places.repeated_row

)
{%- else %}

deduplicated as (

    select
        *,
        reason as rejection_reason
    from checked

)
{%- endif %}

select
    row_number,
    {% for column in table.columns -%}
    typed_{{ column.name }} as {{ column.as }},
    {% endfor -%}
    rejection_reason,
    case when rejection_reason is not null then line_number end as line_number,
    counted_rows,
    case
        when rejection_reason is not null
            then {{ recmart.shown_ids(ids) }}
    end as raw_row
from deduplicated
{% endmacro %}
