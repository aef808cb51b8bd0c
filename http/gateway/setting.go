package gateway

import "reel/events/apigateway"

// settled is a setting that was looked up.
type settled struct {
	setting apigateway.MethodSetting
	own, ok bool
}

// setting is how the stage treats the call's method, and whether that is the
// method's own setting or the one of all methods; ok is false when nobody has set
// any. The setting of a method for ANY is named by the call's verb, or ANY.
func (x *exchange) setting() (setting apigateway.MethodSetting, own, ok bool) {
	if len(x.stage.MethodSettings) == 0 {
		return setting, false, false
	}
	if x.settled == nil {
		x.settled = x.settle()
	}
	return x.settled.setting, x.settled.own, x.settled.ok
}

func (x *exchange) settle() *settled {
	for _, verb := range [...]string{x.call.Method, x.method.noun.HttpMethod} {
		if s, ok := x.stage.OwnSetting(x.method.resourcePath, verb); ok {
			return &settled{s, true, true}
		}
	}
	s, ok := x.stage.MethodSettings["*/*"]
	return &settled{s, false, ok}
}
