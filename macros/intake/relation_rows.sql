{% macro relation_rows(table, relation, types={}) %}
    {#- A table's rows as text from a relation of any project. Which columns it has is
        looked up while it is built, if `types` does not say it; of what is not there yet,
        and of a CTE, those are read that are required or renamed. -#}
    {%- do recmart.check_arguments('relation_rows', {
        'table': ['dict[string, any]', table],
        'relation': ['relation', relation],
        'types': ['dict[string, string]', types],
    }) -%}
    {%- set renamed = table.renamed -%}
    {%- do recmart.check_renamed(table.domain, renamed) -%}
    {%- set types = dict(types) -%}
    {%- if execute and not types and relation is not string and not relation.is_cte -%}
        {%- do types.update(recmart.columns_of_relation(relation)) -%}
    {%- endif -%}
    {%- if types -%}
        {%- set chosen = recmart.columns_of_file(relation, types | list, table) -%}
    {%- else -%}
        {%- set chosen = {} -%}
        {%- for column in table.columns if column.required or renamed[column.name] -%}
            {%- set accepted = recmart.accepted_column_names(table, column.name) -%}
            {%- do chosen.update({column.name: accepted[0] or column.name}) -%}
        {%- endfor -%}
        {%- do recmart.warn_of_unread(table, relation, chosen) -%}
    {%- endif -%}
    {%- set texts = [] -%}
    {%- for column in table.columns if column.type == 'id' and column.name in chosen -%}
        {%- set found = types.get(chosen[column.name], '') -%}
        {%- if 'int' not in found and not recmart.is_float(found) -%}
            {%- do texts.append(column.name) -%}
        {%- endif -%}
    {%- endfor -%}
with

relation_rows as (

    select
        {% for column in table.columns -%}
        {% if column.type == 'rest' -%}
        {{ recmart.json_object(recmart.further_columns(types, chosen, table), types) }}
        {%- elif column.name in chosen -%}
        {{ recmart.value_as_text(chosen[column.name], types, column.type) }}
        {%- else -%}
        cast(null as {{ dbt.type_string() }})
        {%- endif %} as {{ column.name }},
        {% endfor -%}
        {{ recmart.nothing_of_a_file() | indent(8) }}
    from {{ relation }}

)
{%- if texts %},

-- As in files: ids like 10.0 are whole numbers only if all of the column are.
whole as (

    select
        {% for name in texts -%}
        {%- set text = recmart.clean_text(name, 'id') -%}
        min(
            case
                when {{ text }} is not null
                    then case
                        when {{ recmart.is_whole_with_fraction(text) }} then 1 else 0
                    end
            end
        ) as {{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from relation_rows

),

rows_with_ids as (

    select
        {% for column in table.columns -%}
        {% if column.name in texts -%}
        case
            when whole.{{ column.name }} = 1
                then split_part(relation_rows.{{ column.name }}, '.', 1)
            else relation_rows.{{ column.name }}
        end as {{ column.name }},
        {%- else -%}
        relation_rows.{{ column.name }},
        {%- endif %}
        {% endfor -%}
        relation_rows.line_number,
        relation_rows.problem,
        relation_rows.counted_rows
    from relation_rows
    cross join whole

)
{%- endif %}

{{ recmart.numbered_rows(
    'rows_with_ids' if texts else 'relation_rows',
    table.columns | map(attribute='name') | list
) }}
{% endmacro %}


{% macro numbered_rows(rows, columns) %}
    {{ return(adapter.dispatch('numbered_rows', 'recmart')(rows, columns)) }}
{% endmacro %}


{% macro default__numbered_rows(rows, columns) -%}
-- A relation has no order: rows that no column tells apart are interchangeable.
select
    row_number() over (
        order by
            {% for column in columns -%}
            {{ column }}{{ "," if not loop.last }}
            {% endfor %}
    ) as row_number,
    *
from {{ rows }}
{%- endmacro %}


{% macro spark__numbered_rows(rows, columns) -%}
    {#- One window over all rows would be one task. So they are numbered bucket by bucket
        of the first column; within each of its values in the order that others have. -#}
,

bucketed as (

    select
        *,
        pmod(hash({{ columns[0] }}), 1024) as bucket
    from {{ rows }}

),

buckets as (

    select
        bucket,
        sum(count(*)) over (order by bucket) - count(*) as rows_before
    from bucketed
    group by bucket

)

select
    buckets.rows_before + row_number() over (
        partition by bucketed.bucket
        order by
            {% for column in columns -%}
            bucketed.{{ column }} nulls last{{ "," if not loop.last }}
            {% endfor %}
    ) as row_number,
    {% for column in columns -%}
    bucketed.{{ column }},
    {% endfor -%}
    bucketed.line_number,
    bucketed.problem,
    bucketed.counted_rows
from bucketed
inner join buckets on bucketed.bucket = buckets.bucket
{%- endmacro %}


{#- Columns that would be read of a table must not stay away without a word. -#}
{% macro warn_of_unread(table, relation, chosen) %}
    {%- set unread = [] -%}
    {%- for column in table.columns
        if column.name not in chosen and column.name not in table.renamed -%}
        {%- do unread.append(column.name) -%}
    {%- endfor -%}
    {%- if execute and unread and flags.WHICH in ['run', 'build'] -%}
        {%- do exceptions.warn(
            table.domain ~ "." ~ table.table ~ ": which columns " ~ relation ~ " has cannot"
            ~ " be looked up, as it is no table or view. Not read are "
            ~ unread | join(", ") ~ ". Make it a view, or say of each which column it is,"
            ~ " as in {weight: weight}, or that there is none, {weight: null}."
        ) -%}
    {%- endif -%}
{% endmacro %}


{% macro check_renamed(domain, renamed) %}
    {%- if renamed is not mapping -%}
        {{ exceptions.raise_compiler_error(
            recmart.place_of_names() ~ ": '" ~ renamed
            ~ "' is no mapping of our names to yours."
        ) }}
    {%- endif -%}
    {%- set known = [] -%}
    {%- for table in recmart[domain ~ '_tables']().values() -%}
        {%- do known.extend(table.columns | map(attribute='name')) -%}
    {%- endfor -%}
    {%- for name in renamed if name not in known -%}
        {{ exceptions.raise_compiler_error(
            recmart.place_of_names() ~ ": '" ~ name ~ "' is none of "
            ~ known | unique | join(", ") ~ "."
        ) }}
    {%- endfor -%}
    {%- for name, yours in renamed.items() if yours and yours is not string -%}
        {{ exceptions.raise_compiler_error(
            recmart.place_of_names() ~ ": '" ~ yours ~ "' of " ~ name
            ~ " is no name of a column: write it in quotes."
        ) }}
    {%- endfor -%}
{% endmacro %}


{% macro value_as_text(column, types, type) %}
    {#- A time without a zone is one in UTC, whatever zone the session is in. -#}
    {%- set value = recmart.quoted_name(column) -%}
    {%- set found = types.get(column, '') -%}
    {%- if type in ['timestamp', 'date'] and 'with time zone' not in found
        and (found == 'date' or found.startswith('timestamp')) -%}
    cast(cast({{ value }} as timestamp) as {{ dbt.type_string() }}) || '+00'
    {%- elif type in ['timestamp', 'date'] and found.startswith('timestamp') -%}
    cast({{ value }} at time zone 'UTC' as {{ dbt.type_string() }}) || '+00'
    {%- elif type == 'id' and recmart.is_float(found) -%}
    {#- Programs make floats of whole numbers where some are missing. -#}
    case
            when {{ value }} = floor({{ value }}) and abs({{ value }}) < 9007199254740992
                then cast(cast({{ value }} as {{ dbt.type_bigint() }})
                    as {{ dbt.type_string() }})
            else cast({{ value }} as {{ dbt.type_string() }})
        end
    {%- else -%}
    cast({{ value }} as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}


{% macro is_float(type) %}
    {{ return(type in ['double', 'float', 'real', 'double precision']) }}
{% endmacro %}
