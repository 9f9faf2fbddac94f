{% macro relation_rows(table) %}
    {#- A table's rows as text, from the relation that the var `table.relation` names. -#}
    {%- set relation = recmart.named_relation(table.relation) -%}
    {%- if relation is none -%} {{ return(recmart.no_rows(table)) }} {%- endif -%}
    {%- set table = dict(table, renamed_by='recmart_columns') -%}
    {%- do recmart.check_renamed_columns(table.domain) -%}
    {#- What columns there are is found while it is built. -#}
    {%- set found = {} -%}
    {%- for column in adapter.get_columns_in_relation(relation) if execute -%}
        {%- do found.update({column.name: column.dtype | lower}) -%}
    {%- endfor -%}
    {%- set chosen = (
        recmart.columns_of_file(relation, found | list, table) if found else {}
    ) -%}
    {%- set renamed = var('recmart_columns', {}) -%}
    {%- for column in table.columns
        if found and renamed[column.name] and column.name not in chosen -%}
        {{ exceptions.raise_compiler_error(
            "var recmart_columns: " ~ column.name ~ " is '" ~ renamed[column.name]
            ~ "', which " ~ relation ~ " has not. Found: " ~ found | join(", ") ~ "."
        ) }}
    {%- endfor -%}
with

relation_rows as (

    select
        {% for column in table.columns -%}
        {% if column.type == 'rest' -%}
        {{ recmart.json_object(found | reject('in', chosen.values() | list) | list) }}
        {%- elif column.name in chosen -%}
        {{ recmart.value_as_text(
            adapter.quote(chosen[column.name]), found[chosen[column.name]], column.type
        ) }}
        {%- else -%}
        cast(null as {{ dbt.type_string() }})
        {%- endif %} as {{ column.name }},
        {% endfor -%}
        cast(null as {{ dbt.type_string() }}) as surplus
    from {{ relation }}

)

-- A relation has no order: rows that all columns leave equal are interchangeable.
select
    row_number() over (
        order by
            {% for column in table.columns -%}
            {{ column.name }}{{ "," if not loop.last }}
            {% endfor %}
    ) as row_number,
    *
from relation_rows
{% endmacro %}


{% macro named_relation(name) %}
    {#- The model, seed or source of the installing project that a var of ours names. -#}
    {%- set named = var(name, none) or '' -%}
    {%- set parts = (named | string).split('.') -%}
    {%- if not named -%} {{ return(none) }}
    {%- elif named is not string or parts | length > 2 or '' in parts -%}
        {{ exceptions.raise_compiler_error(
            "var " ~ name ~ ": '" ~ named ~ "' is neither the name of a model or seed nor"
            ~ " a source and its table, as in shop.orders."
        ) }}
    {%- elif parts | length == 2 -%} {{ return(source(parts[0], parts[1])) }}
    {%- else -%} {{ return(ref(project_name, named)) }}
    {%- endif -%}
{% endmacro %}


{% macro check_renamed_columns(domain) %}
    {%- set renamed = var('recmart_columns', none) or {} -%}
    {%- if renamed is not mapping -%}
        {{ exceptions.raise_compiler_error(
            "var recmart_columns: '" ~ renamed ~ "' is no mapping of our names of columns"
            ~ " to yours."
        ) }}
    {%- endif -%}
    {%- set known = [] -%}
    {%- for table in recmart[domain ~ '_tables']().values() -%}
        {%- for column in table.columns if column.name not in known -%}
            {%- do known.append(column.name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for name in renamed if name not in known -%}
        {{ exceptions.raise_compiler_error(
            "var recmart_columns: '" ~ name ~ "' is none of our columns "
            ~ known | join(", ") ~ "."
        ) }}
    {%- endfor -%}
{% endmacro %}


{% macro value_as_text(value, dtype, type) %}
    {#- A time without a zone is one in UTC, whatever zone the session is in. -#}
    {%- if type in ['timestamp', 'date']
        and (dtype == 'date' or dtype.startswith('timestamp'))
        and 'with time zone' not in dtype -%}
    cast(cast({{ value }} as timestamp) as {{ dbt.type_string() }}) || '+00'
    {%- else -%}
    cast({{ value }} as {{ dbt.type_string() }})
    {%- endif -%}
{% endmacro %}
