{% macro custom_parameters() %}
    {#- The general domain's parameters as they are shipped. They are no var, as projects
        that have recmart as a package do not see its vars, and may have one of that name. -#}
    {%- set parameters -%}
half_life_days: null
user_exponent: 0.5
rank: 0
level: null
shrinkage: 0
item_exponent: 0.15
neighbour_exponent: 0.3
neighbours: 50
history_size: 50
evidence_exponent: 0.5
recency_exponent: 0.7
next:
  window: 20
  gap_discount: 10
  item_exponent: 0.2
  neighbour_exponent: 0.2
  neighbours: 200
  history_size: 20
  evidence_exponent: 0
  recency_exponent: 1
repeat:
  basket_decay: 0.85
  prior_baskets: 1
  item_prior_baskets: 20
  rhythm_weight: 0.08
  rhythm_days_of_once: 30
popular: {half_life_days: 365}
trending: {window_days: 7, min_interactions: 10, min_score: 2}
content: {neighbours: 50}
repeat_knn: {item_exponent: 0, user_exponent: 0.75, neighbours: 100}
user_knn: {item_exponent: 1, user_exponent: 0.5, neighbours: 100}
weights:
  repeat: 1
  repeat_knn: 0
  similar: 0.03
  next: 0
  user_knn: 0
  content: 0
  popular: 0.000001
    {%- endset -%}
    {{ return(fromyaml(parameters)) }}
{% endmacro %}
