{% macro create_serving_layer() %}
    {{ return(adapter.dispatch('create_serving_layer', 'recmart')()) }}
{% endmacro %}


{% macro default__create_serving_layer() %}
    {#- Table macros are DuckDB's. -#}
{% endmacro %}


{% macro duckdb__create_serving_layer() %}
    {#- A backtest shows what could have been known; it is not what is served. -#}
    {%- if execute and var('as_of', '') | string == '' -%}
        {#- After a partial build some marts may be missing. -#}
        {%- set with_lists = recmart.served_domains('recommendations') -%}
        {%- set with_similarity = recmart.served_domains('item_similarity') -%}
        {%- for domain in recmart.served_domains() -%}
            {%- set schema = adapter.quote(domain) -%}
            {%- do run_query(
                "create or replace view " ~ schema ~ ".catalogue as "
                ~ recmart.serve_catalogue(domain)
            ) -%}
            {%- if domain in with_lists -%}
                {%- do run_query(
                    "create or replace view " ~ schema ~ ".lists as "
                    ~ recmart.serve_lists(domain)
                ) -%}
            {%- endif -%}
            {%- if domain in with_similarity -%}
                {%- do run_query(
                    "create or replace table " ~ schema ~ ".neighbours as "
                    ~ recmart.serve_neighbours(domain)
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
