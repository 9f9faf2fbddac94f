{% macro evaluated_parameters(domain) %}
    {#- What the lists of a domain were made with: the numbers that stand in the macro
        calls of its models, the weights of its sources, and the vars that the models
        and their rules read. -#}
    {%- set re = modules.re -%}
    {%- set vars_of_rules = {
        'custom': ['custom_columns', 'custom_min_weight'],
    } -%}
    {%- set parameters = {'models': {}, 'vars': {}} -%}
    {%- set named_vars = ['recommendations_per_user']
        + vars_of_rules.get(domain, []) -%}
    {%- set models = graph.nodes.values()
        | selectattr('resource_type', 'equalto', 'model')
        | selectattr('package_name', 'equalto', 'recmart')
        | sort(attribute='name') -%}
    {%- for model in models
        if domain in model.tags and model.fqn[1] in ['intermediate', 'marts']
        and model.fqn[2] == domain -%}
        {%- set code = re.sub('--[^\n]*', '', model.raw_code) -%}
        {%- set values = {} -%}
        {%- for name, value in re.findall(
            "([a-z_]+)=(-?[0-9][0-9.]*)", code
        ) -%}
            {%- do values.update({name: value}) -%}
        {%- endfor -%}
        {%- for source, weight in re.findall(
            "'name': '([a-z_]+)'[^}]*?'weight': (-?[0-9][0-9.]*)", code
        ) -%}
            {%- do values.update({'weight of ' ~ source: weight}) -%}
        {%- endfor -%}
        {%- if values -%}
            {%- do parameters.models.update({model.name: values}) -%}
        {%- endif -%}
        {%- for name in re.findall("var[(]'([a-z_]+)'[)]", code) -%}
            {%- do named_vars.append(name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for name in named_vars if name not in parameters.vars -%}
        {%- do parameters.vars.update({name: var(name)}) -%}
    {%- endfor -%}
    {%- if domain == 'custom' -%}
        {%- for name in ['RECMART_INTERACTIONS', 'RECMART_HOLDOUT', 'RECMART_ITEMS']
            if env_var(name, '') -%}
            {%- do parameters.update({name: env_var(name).split('/') | last}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(parameters) }}
{% endmacro %}
