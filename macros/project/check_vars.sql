{% macro check_vars() %}
    {#- Runs before a build: dbt takes any name after --vars, and a slip of the pen would be
        a build with the default in its place. -#}
    {%- set known = [
        'as_of', 'custom_columns', 'custom_cut', 'custom_cut_back', 'custom_cut_share',
        'custom_event_weights', 'custom_header', 'custom_heavy_uses', 'custom_min_weight',
        'custom_repeat_policy', 'custom_timestamp_format', 'diversity', 'evaluated_domains',
        'evaluation', 'evaluation_cutoffs', 'evaluation_moments', 'exploration_max_users',
        'exploration_share', 'horizon_days', 'implausible_gap_days', 'logged_builds',
        'max_rejected_share', 'merchandising', 'monitoring', 'most_per', 'parameters',
        'promotion', 'recmart_evaluation', 'recmart_parameters', 'recommendations_per_user',
        'shoes_care_notice_days', 'shoes_replacement_window_days',
        'shoes_replacements_per_shoe', 'streaming_event_weights',
        'streaming_heavily_watched_seconds', 'today',
    ] -%}
    {%- set is_ours = execute and project_name == 'recmart' -%}
    {%- for name in invocation_args_dict.vars if is_ours and name not in known -%}
        {{ exceptions.raise_compiler_error(
            "--vars: '" ~ name ~ "' is none of " ~ known | join(", ") ~ "."
        ) }}
    {%- endfor -%}
{% endmacro %}
