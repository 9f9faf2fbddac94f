{% macro broken_promises(tables) %}
    {#- What staging holds against the specification of its tables, one row per row and
        rule; nothing, if `checked_rows` does what it should. -#}
    {%- do recmart.check_arguments('broken_promises', {
        'tables': ['dict[string, any]', tables],
    }) -%}
    {%- for table in tables.values() -%}
        {%- set staged = ref('stg_' ~ table.domain ~ '__' ~ table.table) -%}
        {%- set renamed = {} %}
select '{{ table.table }}: rows are lost' as promise
where
    (select count(*) from {{ staged }}) <> (
        select count(*) from {{ ref('base_' ~ table.domain ~ '__' ~ table.table) }}
        where rejection_reason is null
    )
union all
        {%- for column in table.columns -%}
            {%- do renamed.update({column.name: column.as}) -%}
            {%- if column.required == 'value' %}
select '{{ table.table }}: {{ column.as }} is missing' as promise
from {{ staged }}
where {{ column.as }} is null
union all
            {%- endif -%}
            {%- if column.min is defined %}
select '{{ table.table }}: {{ column.as }} is less than {{ column.min }}' as promise
from {{ staged }}
where {{ column.as }} < {{ column.min }}
union all
            {%- endif -%}
            {%- if column.max is defined %}
select '{{ table.table }}: {{ column.as }} is more than {{ column.max }}' as promise
from {{ staged }}
where {{ column.as }} > {{ column.max }}
union all
            {%- endif -%}
            {%- if not column.personal
                and column.type not in ['integer', 'number', 'timestamp', 'date'] %}
select '{{ table.table }}: {{ column.as }} has an e-mail address' as promise
from {{ staged }}
where
    {{ recmart.has_email(
        "replace(" ~ column.as ~ ", '\"', ' ')" if column.type == 'rest' else column.as
    ) }}
union all
            {%- endif -%}
            {%- if column.not_before %}
select '{{ table.table }}: {{ column.as }} is before {{ column.not_before }}' as promise
from {{ staged }}
where {{ column.as }} < {{ column.not_before }}
union all
            {%- endif -%}
            {%- if column.accepted %}
select '{{ table.table }}: {{ column.as }} is an unknown code' as promise
from {{ staged }}
where
    {{ column.as }} not in (
            {%- for value in column.accepted -%}
        {{ recmart.text_literal(value) if value is string else value }}
        {{- ", " if not loop.last -}}
            {%- endfor -%}
    )
union all
            {%- endif -%}
            {%- if column.listed_in or column.staged_in -%}
                {%- set other = tables[column.listed_in or column.staged_in] -%}
                {%- set known = ref(
                    ('base_' if column.listed_in else 'stg_')
                    ~ table.domain ~ '__' ~ other.table
                ) %}
select '{{ table.table }}: {{ column.as }} is unknown' as promise
from {{ staged }} as staged
left join {{ known }} as known
    on staged.{{ column.as }} = known.{{ other.unique[0] }}
where
    staged.{{ column.as }} is not null
    and known.{{ other.unique[0] }} is null
                {%- if other.may_be_absent %}
    and exists (select 1 from {{ known }})
                {%- endif %}
union all
            {%- endif -%}
        {%- endfor -%}
        {%- if table.unique %}
select '{{ table.table }}: duplicates' as promise
from {{ staged }}
            {%- if table.unique_where %}
where {{ renamed[table.unique_where] }} is not null
            {%- endif %}
group by
            {%- for column in table.unique %}
    {{ renamed[column] }}{{ "," if not loop.last }}
            {%- endfor %}
having count(*) > 1
union all
        {%- endif -%}
    {%- endfor %}
select 'none' as promise
where false
{% endmacro %}
