{% macro told_of_domains(subject) -%}
    {#- The last CTE and the rows of a test that asks all domains alike: what is called for
        each, with its levels, gives level, watched, told and the subject. -#}
    {%- do recmart.check_arguments('told_of_domains', {
        'subject': ['string', subject],
    }) -%}
findings as (

    {% for domain in recmart.domains() -%}
    {{ caller(domain, recmart.monitoring_levels(domain)) | trim }}
    {%- if not loop.last %}

    union all

    {% endif -%}
    {%- endfor %}

)

select
    level,
    watched,
    {{ subject }} || ': ' || told as told
from findings
where level > 0
order by level desc, {{ subject }}, watched
{%- endmacro %}
