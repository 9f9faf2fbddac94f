{% macro evaluation_run(domain) %}
    {#- What there is to say of the evaluation of a domain by this build. The same cut
        with the same parameters is the same run: it replaces its rows. -#}
    {%- set as_of = recmart.as_of() and modules.datetime.datetime.fromisoformat(
        var('as_of') | string
    ) -%}
    {%- if domain == 'grocery' -%}
        {%- set run = {'holdout': 'last basket'} -%}
    {%- elif as_of -%}
        {%- set run = {'holdout': 'as_of', 'as_of': as_of.isoformat()} -%}
        {%- if recmart.horizon_days() -%}
            {%- do run.update({'horizon_days': recmart.horizon_days()}) -%}
        {%- endif -%}
    {%- else -%}
        {%- set run = {'holdout': 'file'} -%}
    {%- endif -%}
    {%- do run.update({
        'domain': domain,
        'parameters': tojson(recmart.evaluated_parameters(domain), sort_keys=true),
    }) -%}
    {%- set cut = run.get('as_of', run.holdout) | replace(' ', '_') -%}
    {%- if run.horizon_days -%}
        {%- set cut = cut ~ '+' ~ run.horizon_days ~ 'd' -%}
    {%- endif -%}
    {%- do run.update({
        'run_id': domain ~ '/' ~ cut ~ '/' ~ local_md5(run.parameters)[:8]
    }) -%}
    {{ return(run) }}
{% endmacro %}
