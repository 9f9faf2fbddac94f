{% macro check_rejected_share(model) %}
    {#- Runs before a stg_ model: an error if too many rows of its file are rejected, so
        that nothing is made of what is left. -#}
    {%- do recmart.check_arguments('check_rejected_share', {
        'model': ['string', model],
    }) -%}
    {%- if execute and model.startswith('stg_') -%}
        {%- set allowed = recmart.max_rejected_share() -%}
        {%- set domain, table = model[4:].split('__', 1) -%}
        {%- set rows = recmart.rows_of_file(
            domain, table, this.incorporate(path={'identifier': 'base_' ~ model[4:]})
        ) -%}
        {#- A package's hooks do not run at the end of another project's build. -#}
        {%- if project_name != 'recmart' -%}
            {%- do recmart.tell_rows(domain, table, rows) -%}
        {%- endif -%}
        {%- if rows.rejected > allowed * rows.read -%}
            {{ exceptions.raise_compiler_error(
                rows.source ~ " (" ~ domain ~ "." ~ table ~ "): " ~ rows.rejected
                ~ " of " ~ rows.read ~ " rows (" ~ recmart.percent(rows) ~ ") are"
                ~ " rejected, most often because " ~ rows.reason ~ " (" ~ rows.of_reason
                ~ "). At most " ~ (100 * allowed) | round(1) ~ " % may be: mend the"
                ~ " file, or raise the var max_rejected_share. All of them stand in"
                ~ " quality.rejected_rows." ~ (
                    " The var custom_timestamp_format says how times are written."
                    if domain == 'custom' and 'readable timestamp' in rows.reason else ""
                )
            ) }}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{% macro max_rejected_share() %}
    {%- set share = var('max_rejected_share', 0.5) -%}
    {%- if share is not number or share is boolean or not 0 <= share <= 1 -%}
        {{ exceptions.raise_compiler_error(
            "max_rejected_share is '" ~ share ~ "', not a number from 0 to 1."
        ) }}
    {%- endif -%}
    {{ return(share) }}
{% endmacro %}


{% macro percent(rows) %}
    {{ return((100 * rows.rejected / rows.read) | round(1) ~ ' %') }}
{% endmacro %}
