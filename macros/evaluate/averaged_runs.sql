{% macro averaged_runs(domain) %}
    {#- The ids of the runs whose mean `evaluation.averages` takes: of this build, and of
        the earlier moments that the var `evaluation_moments` names. -#}
    {%- do recmart.check_arguments('averaged_runs', {
        'domain': ['string', domain],
    }) -%}
    {%- set run = recmart.evaluation_run(domain) -%}
    {%- set run_ids = [] -%}
    {%- for moment in var('evaluation_moments') if run.as_of -%}
        {%- set other = recmart.evaluation_run(domain, as_of=moment) -%}
        {%- if other.as_of < run.as_of and other.run_id not in run_ids -%}
            {%- do run_ids.append(other.run_id) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(run_ids + [run.run_id]) }}
{% endmacro %}
