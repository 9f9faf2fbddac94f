{% macro create_serving_layer() %}
    {{ return(adapter.dispatch('create_serving_layer', 'recmart')()) }}
{% endmacro %}


{% macro default__create_serving_layer() %}
    {#- Table macros are DuckDB's. -#}
{% endmacro %}


{% macro duckdb__create_serving_layer() %}
    {#- A backtest shows what could have been known; it is not what is served. -#}
    {%- if execute and var('as_of', '') | string == '' -%}
        {%- set with_similarity = recmart.served_domains('item_similarity') -%}
        {%- for domain in recmart.served_domains() -%}
            {%- do run_query(
                "create or replace view " ~ adapter.quote(domain) ~ ".catalogue as "
                ~ recmart.serve_catalogue(domain)
            ) -%}
            {%- if domain in with_similarity -%}
                {%- do run_query(
                    "create or replace table " ~ adapter.quote(domain)
                    ~ ".neighbours as " ~ recmart.serve_neighbours(domain)
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for table_macro in [
            recmart.serve_popular(),
            recmart.serve_similar(),
            recmart.serve_history(),
            recmart.serve_recommend(),
            recmart.serve_score_items(),
        ] -%}
            {%- do run_query(table_macro) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
