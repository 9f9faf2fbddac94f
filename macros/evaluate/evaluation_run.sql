{% macro evaluation_run(domain, as_of=none) %}
    {#- What there is to say of the evaluation of a domain by this build, or by one as of
        another moment. The same cut with the same parameters is the same run: it
        replaces its rows. -#}
    {%- do recmart.check_arguments('evaluation_run', {
        'domain': ['string', domain],
        'as_of': ['optional[string]', as_of],
    }) -%}
    {%- set settings = recmart.evaluation_settings(domain) -%}
    {%- set run = {'domain': domain, 'holdout': settings.holdout} -%}
    {%- if recmart.as_of() is none -%}
        {%- do run.update({'holdout': 'file'}) -%}
    {%- elif settings.holdout == 'as_of' -%}
        {%- do run.update({
            'as_of': modules.datetime.datetime.fromisoformat(
                (as_of or var('as_of')) | string
            ).isoformat(),
            'horizon_days': recmart.horizon_days(),
        }) -%}
    {%- endif -%}
    {%- set parameters = {'parameters': recmart.parameters(domain), 'vars': {}} -%}
    {%- for name in ['recommendations_per_user', 'diversity'] + settings.vars -%}
        {%- do parameters.vars.update({name: var(name)}) -%}
    {%- endfor -%}
    {%- if recmart.as_of() is none and var('today') -%}
        {%- do parameters.vars.update({'today': var('today') | string}) -%}
    {%- endif -%}
    {%- if var('exploration_share', 0) -%}
        {%- for name in ['exploration_share', 'exploration_max_users'] -%}
            {%- do parameters.vars.update({name: var(name)}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for name in settings.env_vars if env_var(name, '') -%}
        {%- do parameters.update({name: env_var(name).split('/') | last}) -%}
    {%- endfor -%}
    {%- if recmart.is_merchandised(domain) -%}
        {%- do parameters.update({'merchandising': (
            env_var('RECMART_MERCHANDISING', '').split('/') | last
            or var('recmart_merchandising', none) or 'merchandising'
        )}) -%}
    {%- endif -%}
    {%- if recmart.most_per_of(domain) -%}
        {%- do parameters.update({'most_per': recmart.most_per_of(domain)}) -%}
    {%- endif -%}
    {%- set parameters = tojson(parameters, sort_keys=true) -%}
    {%- set cut = run.get('as_of', run.holdout) | replace(' ', '_') -%}
    {%- if run.horizon_days -%}
        {%- set cut = cut ~ '+' ~ run.horizon_days ~ 'd' -%}
    {%- endif -%}
    {%- do run.update({
        'parameters': parameters,
        'run_id': domain ~ '/' ~ cut ~ '/' ~ local_md5(parameters)[:8],
    }) -%}
    {{ return(run) }}
{% endmacro %}
