{% test holds(model, rules) %}

{{ recmart.broken_rules(model, rules) }}

{% endtest %}
