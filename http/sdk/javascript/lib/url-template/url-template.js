// Fills the variables of a resource's path: {name} with one segment, {name+} with
// all that is left of the path.
"use strict";

globalThis.uritemplate = function (template) {
    return {
        expand: function (values) {
            return template.replace(/\{([^{}+]+)(\+?)\}/g, function (_, name, greedy) {
                const value = values[name] === undefined ? "" : String(values[name]);
                if (greedy) {
                    return value.split("/").map(encodeURIComponent).join("/");
                }
                return encodeURIComponent(value);
            });
        }
    };
};
