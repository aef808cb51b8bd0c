// What the other files of the client share.
"use strict";

globalThis.apiGateway = globalThis.apiGateway || {};
apiGateway.core = apiGateway.core || {};

apiGateway.core.utils = {
    // Refuses a call that lacks a parameter which the API requires.
    assertParametersDefined: function (params, names) {
        for (const name of names) {
            if (params[name] === undefined || params[name] === null) {
                throw new Error("Missing required parameter '" + name + "'");
            }
        }
    },

    // Picks the named parameters that were given.
    parseParametersToObject: function (params, names) {
        const out = {};
        for (const name of names) {
            if (params[name] !== undefined && params[name] !== null) {
                out[name] = params[name];
            }
        }
        return out;
    },

    mergeInto: function (base, additional) {
        return Object.assign({}, base, additional || {});
    },

    // Percent-encodes all but what RFC 3986 leaves as it is.
    encode: function (text) {
        return encodeURIComponent(text).replace(/[!'()*]/g, function (c) {
            return "%" + c.charCodeAt(0).toString(16).toUpperCase();
        });
    },

    // Writes a query string with its parameters in order; a list is one parameter
    // for each of its values.
    queryString: function (params) {
        const pairs = [];
        for (const name of Object.keys(params)) {
            for (const value of [].concat(params[name])) {
                pairs.push([apiGateway.core.utils.encode(name), apiGateway.core.utils.encode(String(value))]);
            }
        }
        pairs.sort(function (a, b) {
            return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
        });
        return pairs.map(function (p) { return p.join("="); }).join("&");
    }
};
